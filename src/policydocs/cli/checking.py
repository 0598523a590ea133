"""Which checklists a policy is held against, and holding it against them: for every command that checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from policydocs.checklist.across.disagree import Across
from policydocs.cli.reports.outcome import Checked, Examined, Outcome, Unread
from policydocs.errors import InputError
from policydocs.model import Policy, Practice
from policydocs.source.config import CONFIG_NAME

if TYPE_CHECKING:  # what reads a text is loaded when one is read: what was found before may be known still
    from policydocs.checklist.across.stance import PolicySays
    from policydocs.checklist.choosing import Chosen
    from policydocs.checklist.schema import Checklist
    from policydocs.cli.kept import Kept
    from policydocs.cli.translations import Translations
    from policydocs.source.policy_files import PolicyFile

#: What a policy is held against where neither it, nor the command, nor the configuration says.
DEFAULT_CHECKLISTS = ("nasw-2021", "good-practice")


class Checker:
    """Checks policies one by one; each checklist is loaded once.

    Args:
        named: the checklists named on the command line; they replace all others.
        configured: those of the practice's configuration, or ().
        configured_line: where in the configuration they stand.
        own: the practice's own checklist files, path to content.
        practice: whose facts the policies use, if known.
        said: which rules bind it, by the keys of its configuration.
        as_of: the day whose editions count, where the user asked for one; else today's.
        translations: which of the practice's policies are translations; None outside of a practice's folder.
        kept: what was found in its policies before; None where nothing is kept.

    Raises:
        InputErrors: a named checklist does not exist, or one of the practice's own has faults.
    """

    def __init__(
        self,
        *,
        named: Sequence[str],
        configured: Sequence[str],
        own: Mapping[str, bytes],
        practice: Practice | None,
        today: date,
        said: Mapping[str, bool] | None = None,
        as_of: date | None = None,
        configured_line: int | None = None,
        translations: Translations | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.kept = kept
        self._named = tuple(dict.fromkeys(named))
        self._configured = tuple(configured)
        self._configured_line = configured_line
        self._own = own
        self._practice = practice
        self._today = today
        self._said = dict(said or {})
        self._as_of = as_of
        self._translations = translations
        self._across: Across | None = None
        self._loaded: dict[tuple[str, ...], Chosen] = {}
        if self._named:
            self._loaded[self._named] = self._choose(self._named)

    def checklist(self, id_: str) -> Checklist | None:
        """A checklist that was used, here or in another process; None where there is none of this id."""
        used = (checklist for chosen in self._loaded.values() for checklist in chosen.checklists)
        found = next((checklist for checklist in used if checklist.id == id_), None)
        if found is None and (id_,) not in self._loaded:
            try:
                self._loaded[(id_,)] = self._choose((id_,))
            except InputError:
                return None
            return self.checklist(id_)
        return found

    def checklist_title(self, id_: str) -> str:
        """The title of a checklist that was used; else its id."""
        found = self.checklist(id_)
        return found.title if found is not None else id_

    def checklists_for(self, policy: Policy) -> tuple[Checklist, ...]:
        """What a policy is held against, in the order of its report.

        Raises:
            InputError: it names a checklist that does not exist.
        """
        ids, _ = self._chosen(policy)
        return self._load(ids, policy).checklists if ids else ()

    def keep(self, slug: str, policies: tuple[Policy, ...]) -> None:
        """Every policy of a file that was just read, so that no translation of it reads it again."""
        if self._translations is not None:
            self._translations.keep(slug, policies)

    def held_against(self, file: PolicyFile) -> tuple[bytes, ...]:
        """All that what is found in a file's policies depends on, besides its text and what is common.

        Raises:
            InputError: it is a translation, and its source is too large to be read.
        """
        return self._translations.held_against(file) if self._translations is not None else ()

    def held_what_is_there(self, file: PolicyFile) -> bool:
        """Whether a translation was held against its source as it is now; True for all else.

        Raises:
            InputError: the source has faults.
        """
        return self._translations is None or self._translations.held_what_is_there(file)

    def compare_with_each_other(self, others: Callable[[], Iterable[PolicySays]] = tuple) -> None:
        """Hold each policy that comes against those before it, too, and against others that do not come.

        Args:
            others: called when the first policy comes that takes any side, and only then.
        """
        self._across = Across(others)

    def check(self, policy: Policy, *, remarks: Sequence[str] = (), alone: bool = False) -> Outcome:
        """The outcome for one policy; a checklist that it names wrongly makes it unreadable.

        Args:
            remarks: what was assumed when it was read.
            alone: its verdicts alone: it is held against no other policy, nor any other against it.
        """
        if self._across is None or alone:
            return self._checked(policy, remarks, alone=alone)
        found = self.examine(policy, remarks=remarks)
        return found if isinstance(found, Unread) else self.held_against_others(found)

    def examine(self, policy: Policy, *, remarks: Sequence[str] = ()) -> Examined | Unread:
        """What a policy's own text, and nothing of the others, says of it; and what it says to them."""
        checked = self._checked(policy, remarks)
        return checked if isinstance(checked, Unread) else Examined(checked, self.says(policy))

    def says(self, policy: Policy) -> PolicySays:
        """What a policy says that another could contradict."""
        from policydocs.checklist.across.says import says

        return says(policy, self._practice)

    def held_against_others(self, examined: Examined) -> Checked:
        """The outcome for a policy that was examined by itself."""
        checked = examined.checked
        if self._across is None:
            return checked
        return replace(checked, report=self._across.added_to(checked.report, examined.says))

    def _checked(
        self, policy: Policy, remarks: Sequence[str] = (), *, alone: bool = False
    ) -> Checked | Unread:
        from policydocs.checklist.check import check_policy
        from policydocs.checklist.choosing import Chosen
        from policydocs.checklist.rules.review_date import next_review
        from policydocs.checklist.schema import Binds

        try:
            original = self._translations.original(policy) if self._translations else None
            ids, about_choice = self._chosen(policy) if original is None else ((), ())
            chosen = self._load(ids, policy) if ids else Chosen(())
            lacking = self._translations.lacking(policy) if self._translations else ()
        except InputError as error:
            return Unread(policy.path, policy.slug, error)
        assumed = (*remarks, *about_choice, *chosen.remarks)
        report = check_policy(
            policy,
            chosen.checklists,
            today=self._today,
            practice=self._practice,
            remarks=assumed,
            said={Binds(key): flag for key, flag in self._said.items()},
            asked=[one.id for one in chosen.checklists] if self._named else (),
            as_of=self._as_of,
            newer=chosen.newer,
            original=original,
            lacking=lacking,
            remarked=not alone,
        )
        return Checked(
            report,
            title=policy.title,
            assumed=assumed,
            language=policy.language,
            clinician=policy.clinician.id if policy.clinician else None,
            sections=tuple((section.id, section.title_text) for section in policy.walk()),
            against={one.id: one.title for one in chosen.checklists},
            review_due=next_review(policy.front),
        )

    def _chosen(self, policy: Policy) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The checklists' ids, and what to tell about the choice."""
        if self._named:
            return self._named, ()
        if policy.front.checklists is not None:
            return policy.front.checklists, ()
        if self._configured:
            return self._configured, ("It names no checklist, so those of policydocs.toml were used.",)
        names = " and ".join(DEFAULT_CHECKLISTS)
        said = f"It names no checklist, so {names} were used. Choose others with --checklist."
        return DEFAULT_CHECKLISTS, (said,)

    def _choose(self, ids: tuple[str, ...], named_in: str | None = None, line: int | None = None) -> Chosen:
        from policydocs.checklist.choosing import choose_editions

        return choose_editions(
            ids,
            self._own,
            day=self._as_of or self._today,
            by_day=self._as_of is not None,
            named_in=named_in,
            line=line,
        )

    def _load(self, ids: tuple[str, ...], policy: Policy) -> Chosen:
        if ids not in self._loaded:
            if policy.front.checklists is None:  # so the configuration named them
                where, line = CONFIG_NAME, self._configured_line
            else:
                where, line = policy.path, policy.front.lines.get("checklists")
            self._loaded[ids] = self._choose(ids, where, line)
        return self._loaded[ids]
