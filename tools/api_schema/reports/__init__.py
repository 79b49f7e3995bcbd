"""Problems as text, for people and for the machines that show them."""
