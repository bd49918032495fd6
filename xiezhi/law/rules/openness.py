"""审判流程公开: which acts on a case its parties and their counsel see. Pure."""

from xiezhi.law.terms import Post

OUTSIDE = frozenset({Post.PARTY, Post.COUNSEL})
"""Posts towards a case that lie outside the court."""

OPEN_ACTS = frozenset(
    {
        "filing.receive", "filing.request_correction", "filing.supply_correction",
        "filing.refuse", "filing.register", "triage.confirm", "procedure.convert",
        "assignment.draw", "assignment.designate", "assignment.reassign", "panel.compose",
        "panel.assign_staff", "panel.notify_parties", "recusal.apply", "recusal.decide",
        "recusal.review", "hearing.schedule", "hearing.postpone", "hearing.hold",
        "hearing.close_debate", "limits.exclude", "limits.resume", "limits.suspend",
        "limits.resume_trial", "limits.approve_extension", "limits.approve_extension_above",
        "judgment.pronounce", "judgment.correct", "service.serve", "service.serve_judgment",
        "closing.close", "closing.settle", "appeal.receive", "appeal.send_up",
        "appeal.record_outcome", "effect.record",
    }
)  # fmt: skip
"""Procedural acts, by name and day; never flags, notes, drafts or ballots (R5.17)."""
