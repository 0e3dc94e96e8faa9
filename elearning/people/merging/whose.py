"""Every relation to a person: whose a row is (a merge moves it), or who did it and what stays (a merge leaves it)."""

# "app_label.model.field": the row is hers; it becomes that of whom she is merged into.
MOVES = {
    "account.emailaddress.user": "dealt with by the merge itself: an address opens one account",
    "assessments.accommodation.person": "what she was allowed",
    "assessments.attempt.person": "her attempts",
    "assessments.paperscore.person": "her results on paper",
    "courses.arrival.person": "what her devices sent",
    "courses.enrolment.person": "her courses; of one course the better stands",
    "mfa.authenticator.user": "dealt with by the merge itself: it goes with the address that opens the account",
    "notices.notice.person": "what she was told",
    "people.absence.person": "her absences",
    "people.affiliation.person": "her organisations",
    "people.erasure.person": "that she asked to be erased",
    "people.handoveritem.person": "what she left behind",
    "people.noticeaccepted.person": "which notices she accepted",
    "people.posting.person": "her postings; those that overlap must be settled before",
    "people.posting.supervisor": "whom she supervises",
    "people.role.person": "what she may see",
    "people.role.lent_by": "what she lent",
    "records.claim.person": "what she claims",
    "records.learningrecord.person": "what she achieved",
    "records.transcript.person": "her transcripts",
    "records.transcriptlink.person": "the links to them",
    "toolkit.authorquestion.person": "what she asked authors",
    "toolkit.highlight.person": "what she marked in modules",
    "toolkit.modulepage.responsible": "the modules for which she answers",
    "toolkit.editionseen.person": "the changes that she has read",
    "toolkit.note.person": "her notes",
    "toolkit.opinion.person": "what she said of modules; of one module that of the kept row stands",
    "toolkit.readingplace.person": "where she stopped reading; in one module that of the kept row stands",
    "tracking.exemption.person": "what she need not do",
    "tracking.nudge.person": "of what she was reminded",
    "tracking.schedule.person": "what is sent to her",
    "workshops.calendarfeed.person": "her calendars",
    "workshops.followup.supervisor": "whose plans she is asked about",
    "workshops.itemperson.person": "what she leads in an agenda",
    "workshops.parkedpoint.owner": "the points that she follows up",
    "workshops.registration.person": "her seats; in one workshop the better stands",
    "workshops.supporter.focal_point": "the partners that she answers for",
}
# Rows of hers that stay with the row that is gone: what opened its account, or is reckoned anew.
STAYS = {
    "notices.preference.person": "how the account that is closed now was written to",
    "notices.rhythm.person": "when the account that is closed now was written to",
    "people.formertrait.person": "what was written of that row",
    "people.heldcopy.person": "a copy of what was held of that row",
    "people.joinrequest.person": "to which office that row asked to belong; whom she became is asked for anew",
    "people.signincode.person": "opened the row that is closed now",
    "people.invitation.person": "opens the account that is closed now",
    "people.merge.gone": "the merge itself",
    "people.merge.kept": "an earlier merge",
    "people.twins.one": "the suspicion",
    "people.twins.other": "the suspicion",
    "people.user.merged_into": "whoever was merged into her is set upon whom she became",
    "people.user_groups.user": "powers in the CMS are given anew, by whoever may",
    "people.user_user_permissions.user": "powers in the CMS are given anew, by whoever may",
    "tracking.stale.person": "reckoned anew",
    "tracking.standing.person": "reckoned anew",
    "workshops.device.person": "a device is allowed anew, by its next sign-in",
    "workshops.takeover.person": "what was done then",
    "workshops.takeover.successor": "what was done then",
    "wagtailadmin.editingsession.user": "a session of the account that is closed now",
    "wagtailadmin.formstate.user": "a session of the account that is closed now",
    "wagtailcore.apitoken.user": "opens the account that is closed now",
    "wagtailcore.pagesubscription.user": "mails of the CMS",
    "wagtailusers.userprofile.user": "settings of the CMS",
}
# Who did it: it stays said of the row that did it, however many rows one human had.
DONE_BY = frozenset(
    """
assessments.accommodation.given_by assessments.accommodation.withdrawn_by assessments.givenmark.marker
assessments.latedecision.decided_by assessments.paperscore.entered_by assessments.paperscore.withdrawn_by
assessments.picture.added_by assessments.question.owner assessments.questionversion.created_by
assessments.quizversion.published_by assessments.remark.remarked_by assessments.repair.applied_by
courses.courseversion.published_by courses.evidence.actor journal.logentry.actor people.handoveritem.taken_by
people.erasure.asked_by people.erasure.decided_by people.heldcopy.asked_by people.privacynotice.by
people.importrun.by people.invitation.invited_by people.merge.by people.offlinestretch.recorded_by
people.joinrequest.decided_by people.signincode.made_by
people.twins.decided_by records.claim.decided_by records.transcript.made_by toolkit.authorquestion.answered_by
toolkit.moduleedition.published_by toolkit.toolkitdocument.uploaded_by_user
toolkit.toolkitimage.uploaded_by_user tracking.apiclient.made_by tracking.counting.by tracking.exemption.by
tracking.export.by
tracking.figuresheet.frozen_by tracking.nudge.by tracking.requirementversion.published_by tracking.target.made_by
tracking.tryout.by wagtail_localize.segmentoverride.last_translated_by
wagtail_localize.stringtranslation.last_translated_by wagtailcore.comment.user wagtailcore.comment.resolved_by
wagtailcore.commentreply.user wagtailcore.modellogentry.user wagtailcore.page.locked_by wagtailcore.page.owner
wagtailcore.pagelogentry.user wagtailcore.revision.user wagtailcore.taskstate.finished_by
wagtailcore.uploadedfile.uploaded_by_user wagtailcore.workflowstate.requested_by
wagtaildocs.document.uploaded_by_user wagtailimages.image.uploaded_by_user workshops.actionplan.endorsed_by
workshops.agendaedit.by workshops.agendaversion.published_by workshops.announcement.decided_by
workshops.attendanceevent.actor workshops.dayclosing.signed_by workshops.device.revoked_by
workshops.freedseat.decided_by workshops.goodpractice.reviewed_by workshops.headcount.by
workshops.initiative.updated_by workshops.issuerun.started_by workshops.itemrun.by workshops.letter.issued_by
workshops.namerequest.decided_by workshops.parkedpoint.raised_by workshops.rating.by workshops.registration.endorsed_by
workshops.registration.nominated_by workshops.report.approved_by workshops.report.made_by workshops.resolution.by
workshops.sheet.printed_by workshops.sheet.typed_by workshops.sheet.verified_by workshops.takeover.by
workshops.testwindow.closed_by workshops.testwindow.opened_by
""".split()  # noqa: SIM905 (a hundred quotes less)
)
