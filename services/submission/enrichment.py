"""What the counter does before it receives a paper: hold it against the registers, complete it."""

from dataclasses import replace

from services.submission.attached_files import by_the_files
from services.submission.caller_conduct import by_the_caller
from services.submission.citations import require_citable
from services.submission.dispatch_catalogue import by_the_catalogue
from services.submission.named_posts import by_the_people
from services.submission.order_references import by_the_master, require_named_orders
from services.submission.registers_asked import RegistersAsked
from services.submission.unit_references import by_the_register
from store.commands.stored import Request


def completed(request: Request, said: RegistersAsked) -> Request:
    """Check and complete a paper from what the registers said.

    Raises BadPaper, UnfitUnit and NotInForce; nothing is stored then."""
    command = request.command
    require_named_orders(command, said)
    require_citable(said)
    command = by_the_register(command, said)
    command = by_the_caller(command, said)
    command = by_the_people(command, said)
    command = by_the_master(command, said)
    command = by_the_files(command, said)
    return replace(request, command=by_the_catalogue(command, said))
