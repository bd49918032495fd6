"""类案检索: published judgments, read and searched; decisions in a case are not made here."""
