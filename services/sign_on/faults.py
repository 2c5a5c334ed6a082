"""Why the city's single sign-on did not let somebody in: what the log says, and what is told."""

from enum import StrEnum


class SignOnFault(StrEnum):
    """What was wrong; a word of the log of the door."""

    PROVIDER_AWAY = "provider_away"
    """The provider does not answer, or answers nothing that is understood."""
    NOT_BEGUN = "not_begun"
    """This browser has begun no sign-in, or too long ago."""
    FOREIGN_STATE = "foreign_state"
    """What came back belongs to a sign-in that another browser began."""
    USED = "used"
    """The same came back before."""
    FOREIGN_ISSUER = "foreign_issuer"
    """It came from another provider than the one that was asked (RFC 9207)."""
    DENIED = "denied"
    """The provider let the human not in, or the human turned back."""
    CODE_REFUSED = "code_refused"
    """The provider gives nothing for this code."""
    BAD_TOKEN = "bad_token"
    """The id token is signed by nobody whom we trust, or is not for this sign-in."""
    NOT_LINKED = "not_linked"
    """No account is linked to this human, and none is made."""
    NO_GROUPS = "no_groups"
    """The provider says nothing of groups: that is no reason to take posts away."""
    NO_POST = "no_post"
    """None of the groups gives a post, so no account is made."""
    UNFIT_NAME = "unfit_name"
    """The claim that names the new account is missing or is no code."""
    NAME_TAKEN = "name_taken"
    """The name of the new account is another account's already."""
    DISABLED = "disabled"
    """The account is disabled."""
    NOT_APART = "not_apart"
    """The groups would give a post that the account's others stand apart from."""


class SignOnRefused(PermissionError):
    """The city's single sign-on did not let somebody in."""

    def __init__(self, fault: SignOnFault, username: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.username = username
        """Whose account it concerns, where that is known."""
