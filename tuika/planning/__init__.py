"""From a case to a plan (方案): which are possible, what to ask next, what leaving costs."""
