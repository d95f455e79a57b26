"""Our Rasa graph components.

Loading any of them (that is: loading the model, by whatever command) installs the repairs of Rasa, so that ``rasa run``,
``rasa shell``, ``rasa test`` and ``make run`` all pass through them.
"""

from runtime import repairs

repairs.install()
