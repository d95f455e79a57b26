"""Understanding: normaliser, lexicon, spaCy pipeline, dates and sums; and our Rasa graph components over them."""

import os

# pypinyin's dictionary of phrases costs 40 MB; the pinyin features only ask for single characters
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
