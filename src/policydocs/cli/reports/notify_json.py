"""A run of `notify` as JSON; ids and no names."""

from __future__ import annotations

from typing import Any

from policydocs.delivery.assignments import Assignment, NotifyPlan
from policydocs.delivery.deliveries import Delivery
from policydocs.delivery.dispatch import Report
from policydocs.delivery.due import Matter, Problem

FORMAT = 1


def plan_entry(plan: NotifyPlan) -> dict[str, Any]:
    """What would be, or was, done."""
    counts: dict[str, int] = {}
    for one in plan.assignments:
        counts[one.means.value] = counts.get(one.means.value, 0) + 1
    return {
        "format": FORMAT,
        "letters": len(plan.assignments),
        "channels": counts,
        "plan": [_assignment(one) for one in plan.assignments],
        "first": [
            {
                "client": one.client.id,
                "recipient": one.recipient.id,
                "policies": [matter.policy for matter in one.matters],
            }
            for one in plan.due.first
        ],
        "problems": [_problem(one) for one in plan.problems],
        "under_way": [_delivery(one) for one in plan.due.under_way],
        "remarks": list(plan.due.remarks),
    }


def done_entry(report: Report) -> dict[str, Any]:
    """What came of it."""
    tally = report.tally
    return {
        "handed": [_delivery(one) for one in tally.handed],
        "refused": [_delivery(one) for one in tally.refused],
        "uncertain": [_delivery(one) for one in tally.uncertain],
        "waiting": [_delivery(one) for one in tally.waiting],
        "prepared": [
            {
                "channel": one.means.value,
                "folder": str(one.folder),
                "letters": [delivery.id for delivery in one.deliveries],
            }
            for one in report.prepared
        ],
        "problems": [_problem(one) for one in report.problems],
        "stopped": str(report.tally.stopped) if report.tally.stopped is not None else None,
    }


def _assignment(one: Assignment) -> dict[str, Any]:
    return {
        "client": one.owed.client.id,
        "recipient": one.owed.recipient.id,
        "way": one.owed.way.value,
        "channel": one.means.value,
        "attempt": one.attempt,
        "policies": [_matter(matter) for matter in one.owed.matters],
    }


def _matter(one: Matter) -> dict[str, Any]:
    return {
        "policy": one.policy,
        "news": one.news.value,
        "version": str(one.version),
        "held": None if one.held is None else str(one.held),
        "language": one.language,
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "client": one.client,
        "recipient": one.recipient,
        "policy": one.policy,
        "problem": one.problem,
        "fix": one.fix,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "delivery": one.id,
        "client": one.client,
        "recipient": one.recipient,
        "channel": one.means.value,
        "way": one.way.value,
        "state": one.state.value,
        "code": one.code,
    }
