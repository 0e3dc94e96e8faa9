"""One person seen from above: who she is, what she holds, what expires, what is asked of her and why."""
