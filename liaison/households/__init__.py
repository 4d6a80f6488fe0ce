"""Households and who keeps in touch with them: pairs (结对, 1+M+N), proposals of pairs, the contact map (联系图), heart cards (连心卡)."""
