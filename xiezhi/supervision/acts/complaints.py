"""Effects of complaints: who complains of what is sealed; reading it leaves its trace."""

import orjson

from xiezhi.acts.registry import Doing, effect
from xiezhi.acts.write import Write
from xiezhi.cases.models import Case
from xiezhi.cases.sealing import seal_text, unseal_text
from xiezhi.law.powers.complaints import (
    READ_COMPLAINT,
    RECORD_COMPLAINT,
    VERIFY_COMPLAINT,
    ComplaintChoice,
    ComplaintData,
    ComplaintFinding,
)
from xiezhi.supervision.models import Complaint


@effect(RECORD_COMPLAINT)
def record_complaint(write: Write, case: Case, data: ComplaintData, doing: Doing) -> None:
    """A complaint was taken in; one without a name or clues is kept as a tip."""
    said = {"complainant": data.complainant, "clues": data.clues}
    write.new(
        Complaint(
            case=case,
            about_id=data.about,
            named=data.named,
            of_delay=data.of_delay,
            clues=data.has_clues,
            sealed_text=seal_text(case.id, bytes(case.sealing_key), orjson.dumps(said).decode()),
            recorded_by_id=doing.by.person,
            recorded_at=doing.at,
        )
    )


@effect(VERIFY_COMPLAINT)
def verify_complaint(write: Write, case: Case, data: ComplaintFinding, doing: Doing) -> None:
    """What the verification found is on record."""
    write.change_id(
        Complaint,
        data.complaint,
        found=data.found,
        sealed_note=seal_text(case.id, bytes(case.sealing_key), data.note),
        verified_by_id=doing.by.person,
        verified_at=doing.at,
    )


@effect(READ_COMPLAINT)
def read_complaint(write: Write, case: Case, data: ComplaintChoice, doing: Doing) -> None:
    """Who complained of what goes to the reader alone."""
    row = Complaint.objects.get(pk=data.complaint, case=case)
    said = orjson.loads(unseal_text(case.id, case.sealing_key, row.sealed_text))
    doing.shows["complainant"], doing.shows["clues"] = said["complainant"], said["clues"]
