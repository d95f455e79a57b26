"""Understanding: normaliser, lexicon, spaCy pipeline, dates and sums; and our Rasa graph components over them."""
