"""Exact money: whole minor units and an ISO 4217 currency code."""

from dataclasses import dataclass

#: People in Indonesia never see sen: shown without decimals, though a rupiah has 100 minor units.
SHOWN_DECIMALS = {"IDR": 0}
SYMBOLS = {"IDR": "Rp", "EUR": "€", "THB": "฿"}


@dataclass(frozen=True)
class Money:
    """`Money(1250, "EUR")` is 12.50 euros, `Money(15000000, "IDR")` Rp 150,000; never a float."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __mul__(self, factor: int) -> "Money":
        return Money(self.minor * factor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    @property
    def is_free(self) -> bool:
        return self.minor == 0
