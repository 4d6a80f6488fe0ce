"""Official letters, minutes and statistics as Word files that offices go on editing.

Owns no table. A part builds a Letter (blocks in order), a view answers with `letter_response`. Page and type follow
GB/T 9704-2012; the typefaces are named only, the office's own computer supplies them (they may not be given away).
"""

from yunhe.letters.blocks import Heading, Letter, PageBreak, Paragraph, Table
from yunhe.letters.writing import docx, letter_response
