"""Extensions of Rasa: what its settings name (store, locks, event broker), and the repairs of its code."""


def install() -> None:
    """Put in place what every process needs in which Rasa runs: discreet logs, and the repairs.

    Every entry point calls it by name: our programs, and the packages that a bare ``rasa`` loads by its settings
    (``nlu`` with the model, ``channels`` with the credentials).

    Raises:
        Unfit: a repair that protects what people confided does not fit the Rasa that is installed.
    """
    from ..operations import discreet
    from . import repairs, shortcuts

    discreet.install()
    repairs.install((*repairs.REPAIRS, *shortcuts.SHORTCUTS))
