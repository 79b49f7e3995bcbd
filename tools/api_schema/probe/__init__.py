"""Runs inside the backend's own interpreter: the standard library only, the syntax of Python 3.9.

``__main__.py`` is started by path. What goes over the pipe:

1. a JSON line as soon as the probe runs: where this interpreter's standard library is;
2. a JSON line with the outcome: ``operations`` and ``size``, or the ``kind`` of a failure, and in
   both cases ``incidents``: what was refused, allowed or written;
3. after a good outcome, ``size`` bytes: the document, then ``reading_size`` bytes: a JSON object
   with what the import read.

If the process crashes, or is sent SIGUSR1 because it hangs, the stack that faulthandler writes
stands there instead of the second line.
"""
