"""What else a human holds or has held than the post that he acts in: four eyes are two humans."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute, aliased

from domain.order.act import Actor
from store.accounts.tables import BreakGlassRow, HeldPostRow
from store.register.people import actor_of
from store.register.tables import PersonRow


def other_posts_of(account: ColumnElement[str] | InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    """What else than the post asked for the human of this account holds, or has ever held, by a
    break-glass too."""
    post, held, opened = aliased(PersonRow), aliased(HeldPostRow), aliased(BreakGlassRow)
    granted = select(held.person).where(held.account == account).correlate_except(held)
    in_emergencies = (
        select(opened.person)
        .where(opened.account == account, opened.opened_at.is_not(None))
        .correlate_except(opened)
    )
    return (
        select(func.array_agg(aggregate_order_by(post.person, post.person)))
        .where(
            post.person != PersonRow.person,
            or_(post.person.in_(granted), post.person.in_(in_emergencies)),
        )
        .correlate_except(post)
        .scalar_subquery()
    )


def in_post(row: Row[*tuple[Any, ...]]) -> Actor:
    """The person of a row of WHO that also tells `other_posts`, as facts name them."""
    return replace(actor_of(row), other_posts=tuple(row.other_posts or ()))
