"""A good question for somebody who has become distant, and one small act towards them."""
