"""What every implementation of `Records` must do: a test module makes a subclass with a `records` fixture.

A server that several clinicians share takes the place of the file on one computer once it passes all of this.
"""

from __future__ import annotations

from .contract.deliveries import DeliveryContract
from .contract.holdings import HoldingContract
from .contract.keeping import KeepingContract
from .contract.roster import RosterContract
from .contract.views import ViewContract


class RecordsContract(RosterContract, DeliveryContract, HoldingContract, ViewContract, KeepingContract):
    """Subclass it, and give a fixture `records`: an empty one, closed afterwards."""
