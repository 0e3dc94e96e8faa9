"""What a session on a shared device may open, by the names of addresses: what a learner does, and nothing else."""

WHOLE = frozenset({"live", "ready", "home", "page", "search", "media", "sitemap", "set_language"})
PUBLIC = frozenset(
    """
account_logout account_login page_login wagtaildocs_serve javascript-catalog offline:worker offline:page
records:verify records:verify_code records:keys people:privacy people:text_only
accessibility notices:list notices:mark_read
notices:mark_all notices:stop
""".split()  # noqa: SIM905 (a quote less for each)
)
LEARNS = frozenset(
    """
assessments:attempt assessments:save assessments:check assessments:submit assessments:result assessments:practice
assessments:start assessments:signed_in assessments:picture
courses:list courses:detail courses:enrol courses:confirm_read courses:start_quiz courses:why
records:certificate records:download
toolkit:index toolkit:notes toolkit:keep toolkit:add_note toolkit:change_note toolkit:delete_note
toolkit:delete_reflection toolkit:export_notes toolkit:place toolkit:opinion toolkit:ask toolkit:take_question_back
toolkit:difference toolkit:edition_seen toolkit:paper
tracking:my_day tracking:person tracking:person_why tracking:requirement_way
workshops:list workshops:detail workshops:agenda workshops:calendar workshops:version workshops:agenda_changes
workshops:now workshops:vote workshops:support workshops:my_tests workshops:start_test workshops:form
workshops:form_save workshops:check_in workshops:my_name
""".split()  # noqa: SIM905
)


def may_on_shared(name: str) -> bool:
    """Whether the address with this name may be opened; whatever is not named here may not."""
    return name in WHOLE or name in PUBLIC or name in LEARNS or name.partition(":")[0] == "codes"
