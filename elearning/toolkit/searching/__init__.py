"""Search: the words of a text in a form in which they find each other, in every language of the site."""
