"""How many people live where: the figures behind 小县大城, by unit and year, entered by the offices and only ever summed up."""
