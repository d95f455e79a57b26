"""Running the bot: environment, training, the two servers. What users say stays out of its logs (``discreet``)."""

from .operations import discreet

discreet.install()
