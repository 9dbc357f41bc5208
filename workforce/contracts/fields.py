"""Short names for the fields the contracts are made of."""

from typing import Any

import pandera.polars as pa


def needed(description: str, **rules: Any) -> Any:
    """A column the file must have, with a value in every row."""
    return pa.Field(
        nullable=False, description=description, metadata={"column": "required", "value": "required"}, **rules
    )


def present(description: str, **rules: Any) -> Any:
    """A column the file must have, where a value may be blank."""
    return pa.Field(nullable=True, description=description, metadata={"column": "required"}, **rules)


def optional(description: str, **rules: Any) -> Any:
    """A column the file may lack."""
    return pa.Field(nullable=True, description=description, metadata={"column": "optional"}, **rules)
