"""A policy as the sentences that a reader meets, each with its place and what it stands under."""

from __future__ import annotations
