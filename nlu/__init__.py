"""Understanding: normaliser, lexicon, spaCy pipeline, dates and sums; and our Rasa graph components over them."""

import os
import warnings

# pypinyin's dictionary of phrases costs 40 MB; the pinyin features only ask for single characters
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

if os.environ.get("PYTHONWARNINGS") == "ignore":
    # sanic turns deprecation warnings on again for the whole process; who talks in the terminal asked for none
    warnings.simplefilter("ignore")
