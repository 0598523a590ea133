"""A practice's own checklist as it should be written, and what it may name."""

from __future__ import annotations

PATH = "checklists/our-agency.yaml"
TOPICS = ("friend_requests", "texting")
DETECTORS = ("declines-requests", "emergency-route")

GOOD = """\
id: our-agency
title: Rules of our agency
issuer: Northside Counseling
edition: "2026"
kind: good-practice
requirements:
  - id: therapy-dog
    clause: Therapy dog
    force: should
    documents: [social_media_policy]
    topics: [texting]
    paraphrase: Tell clients about the dog.
    requires:
      - id: dog-named
        text: that a dog may be present
        words: [therapy dog, our dog]
        fix: A therapy dog may be present in the waiting room.
"""
