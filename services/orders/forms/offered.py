"""What the register and the catalogue offer to whoever fills in a form about an order."""

from domain.order.order import Order
from services.access.principal import Principal
from services.access.rights import MayNot
from services.office import Office
from services.orders.forms.fields import Choice, Offered
from services.orders.page.speech import Speech
from services.register.catalogue import suggested_rules
from store.commands.settlement import UnknownOrder
from store.register.units import staff, today, units
from store.unit_of_work import snapshot


async def offered_for(
    principal: Principal, office: Office, order: Order, speech: Speech
) -> Offered:
    """The units in force, those below the one that has the order, one's own colleagues, and the
    rules of the catalogue that fit."""
    async with snapshot(office.engine) as moment:
        day = await today(moment)
        known = [unit for unit in await units(moment) if unit.is_valid(day)]
        colleagues = await staff(moment, principal.unit)
    try:
        rules = await suggested_rules(principal, office, order.number)
    except (MayNot, UnknownOrder):
        rules = ()
    return Offered(
        units=tuple(Choice(word=unit.code, title=unit.title) for unit in known),
        below=tuple(
            Choice(word=unit.code, title=unit.title) for unit in known if unit.above == order.unit
        ),
        people=tuple(
            Choice(word=one["person"], title=one["title"] or one["person"]) for one in colleagues
        ),
        rules=tuple(
            Choice(
                word=rule.code,
                title=speech.joined(rule.code, rule.subject, speech.owner(rule.unit)),
            )
            for rule in rules
        ),
        rule_unit=rules[0].unit if rules else "",
    )
