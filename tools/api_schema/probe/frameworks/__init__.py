"""How each framework gives its document: one file a framework, imported only for its applications.

Each has a function ``documents_of(app)``: path → function that makes the document. The path is
what ``--mount`` names; the empty one is the whole application. A framework that can register
routes when the server starts also has ``run_at_start(app)``: the functions that it would call.

They import nothing that the backend has not, build what the framework itself would publish, and
start nothing.
"""
