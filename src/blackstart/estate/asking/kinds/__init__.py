"""The kinds of change that can be asked about: a new one is a file and a line here."""

from blackstart.estate.asking.kinds import late, person, slot, without

KINDS = (person.KIND, late.KIND, slot.KIND, without.KIND)
