"""Files of grants: valid by the standard's own schema, the same in both forms, and nobody named."""

import datetime
import io
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from partnerships.actions.decisions import Decided, correct, write_down
from partnerships.giving.files import in_json, in_workbook, published
from partnerships.giving.grants import judged
from partnerships.giving.package import Package
from partnerships.giving.standard import FIELDS, Published
from partnerships.imports.cells import clean
from partnerships.models import Area, Decision, DecisionKind, Organisation
from tests.factories import AreaFactory, DecisionFactory, OrganisationFactory
from tests.partnerships.giving.schema import GRANT, faults, grant_of


def package_of(decisions, package=None):
    content = b"".join(in_json(published(decisions), package or Package()))
    return json.loads(content)


def book_of(decisions, package=None):
    content = b"".join(in_workbook(published(decisions), package or Package()))
    return load_workbook(io.BytesIO(content))


@pytest.fixture
def programme(northfield, southmere):
    """A charity, a company, a group without a number, and somebody in their own name."""
    recipients = [
        OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567"),
        OrganisationFactory(name="Moor Wheels Ltd", org_id="GB-COH-01234567"),
        OrganisationFactory(name="Friends of the Green"),
        OrganisationFactory(name="Jo Doe-Smith", is_individual=True),
    ]
    for number, recipient in enumerate(recipients):
        DecisionFactory(
            area=southmere if number == 1 else northfield,
            chosen=recipient,
            amount=100 + number / 2,
            title=f"Grant {number}",
            reason="It meets two priorities of the plan.",
            decided_on=f"2026-05-0{number + 1}",
        )
    return Decision.objects.order_by("decided_on")


def test_the_schema_finds_what_is_wrong():
    """The tests below say something: a day that is none, and a grant to nobody, are found."""
    assert faults({"grants": []})
    grant = {
        "id": "360G-x-1",
        "title": "x",
        "description": "x",
        "currency": "GBP",
        "amountAwarded": 1,
        "awardDate": "2026-05-01",
        "fundingOrganization": [{"id": "x", "name": "x"}],
        "recipientOrganization": [{"id": "x", "name": "x"}],
    }
    assert faults({"grants": [grant]}) == []
    for wrong in (
        {"awardDate": "1 May 2026"},
        {"amountAwarded": "1"},
        {"dateModified": "2026-05-01"},
        {"recipientIndividual": {"id": "x", "name": "x"}},
        {"recipientOrganization": []},
        {"dataSource": "not an address"},
    ):
        assert faults({"grants": [grant | wrong]}), wrong


def test_a_package_is_valid(programme):
    package = package_of(programme)
    assert faults(package) == []
    assert len(package["grants"]) == 4


def test_each_kind_of_recipient(programme):
    charity, company, group, individual = package_of(programme)["grants"]
    assert charity["recipientOrganization"] == [
        {"id": "GB-CHC-1234567", "name": "Moor Bakery", "charityNumber": "1234567"}
    ]
    assert company["recipientOrganization"] == [
        {"id": "GB-COH-01234567", "name": "Moor Wheels Ltd", "companyNumber": "01234567"}
    ]
    number = Organisation.objects.get(name="Friends of the Green").pk
    assert group["recipientOrganization"] == [
        {"id": f"360G-LocalTrust-org-{number}", "name": "Friends of the Green"}
    ]
    number = Organisation.objects.get(is_individual=True).pk
    assert individual["recipientIndividual"] == {
        "id": f"360G-LocalTrust-ind-{number}",
        "name": "Individual Recipient",
    }
    assert "recipientOrganization" not in individual
    assert "priorities" not in individual["description"]


def test_a_charity_that_was_on_the_list_as_a_company_too_has_both_numbers(programme):
    bakery = Organisation.objects.get(name="Moor Bakery")
    OrganisationFactory(name="Bakery of the Moor", org_id="GB-COH-00000007", merged_into=bakery)
    OrganisationFactory(name="The Bakery", merged_into=bakery)
    package = package_of(programme)
    assert package["grants"][0]["recipientOrganization"] == [
        {
            "id": "GB-CHC-1234567",
            "name": "Moor Bakery",
            "charityNumber": "1234567",
            "companyNumber": "00000007",
        }
    ]
    assert faults(package) == []


def test_what_is_said_of_a_grant(programme, settings):
    settings.SITE_URL = "https://biglocal.example"
    first, *_, last = package_of(programme)["grants"]
    decision = programme[0]
    assert {name: first[name] for name in first if not name.startswith("recipient")} == {
        "id": f"360G-LocalTrust-grant-{decision.pk}",
        "title": "Grant 0",
        "description": "It meets two priorities of the plan.",
        "currency": "GBP",
        "amountAwarded": 100,
        "awardDate": "2026-05-01",
        "fundingOrganization": [{"id": "GB-CHC-1147511", "name": "Local Trust"}],
        "beneficiaryLocation": [{"name": "Northfield", "countryCode": "GB"}],
        "grantProgramme": [{"title": "Big Local"}],
        "dataSource": "https://biglocal.example/areas/northfield/grants/",
    }
    assert last["amountAwarded"] == 101.5


def test_a_grant_keeps_its_identifier_whatever_is_put_right(northfield, sol):
    said = Decided("2026-05-01", DecisionKind.GRANT, "Fair", 100, ["Moor Bakery"], "Moor Bakery")
    decision = write_down(area=northfield, decided=said, by=sol)
    [before] = package_of(Decision.objects.all())["grants"]
    other = Decided("2026-05-02", DecisionKind.GRANT, "Feast", 90, ["Green"], "Green")
    correct(decision=decision, decided=other, by=sol)
    [after] = package_of(Decision.objects.all())["grants"]
    assert (after["title"], after["amountAwarded"]) == ("Feast", 90)
    assert after["id"] == before["id"]


def test_when_it_was_last_changed(northfield, sol, time_machine):
    time_machine.move_to("2026-10-01T09:30:00+01:00", tick=False)
    said = Decided("2026-05-01", DecisionKind.GRANT, "Fair", 100, ["Moor Bakery"], "Moor Bakery")
    write_down(area=northfield, decided=said, by=sol)
    [grant] = package_of(Decision.objects.all())["grants"]
    assert grant["dateModified"] == "2026-10-01T08:30:00+00:00"


def test_what_a_package_says_of_itself(programme, northfield, settings):
    settings.GIVING_PREFIX = "360G-Elsewhere"
    settings.GIVING_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    about = Package(northfield, datetime.date(2026, 4, 1), datetime.date(2027, 3, 31))
    package = package_of(programme, about)
    assert faults(package) == []
    assert package["title"] == "Big Local grants of Northfield, from 1 April 2026 to 31 March 2027"
    assert package["identifier"] == (
        "360G-Elsewhere-grants-northfield-from-2026-04-01-to-2027-03-31"
    )
    assert package["publisher"] == {"identifier": "GB-CHC-1147511", "name": "Local Trust"}
    assert package["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert all(grant["id"].startswith("360G-Elsewhere-grant-") for grant in package["grants"])


def test_the_spreadsheet_says_the_same_under_the_titles_of_the_standard(programme):
    package = package_of(programme)
    book = book_of(programme)
    assert book.sheetnames == ["grants", "Meta"]
    headings, *rows = book["grants"].iter_rows(values_only=True)
    assert [grant_of(headings, row) for row in rows] == package["grants"]
    meta = dict(book["Meta"].iter_rows(values_only=True))
    assert meta["Publisher:Identifier"] == "GB-CHC-1147511"
    assert (meta["Version"], meta["Title"]) == ("1.4", "Big Local grants of all areas")


def test_every_field_is_one_of_the_standard():
    for field in FIELDS:
        first = field.place.split("/")[0]
        assert first in GRANT["properties"], field.place
    required = {"id", "title", "description", "currency", "amountAwarded", "awardDate"}
    assert required <= {field.place for field in FIELDS if not field.when_empty}


def test_what_somebody_typed_runs_nowhere(northfield):
    formula = '=HYPERLINK("http://x.example","y")'
    DecisionFactory(
        area=northfield,
        title=formula,
        reason="<script>alert(1)</script>",
        chosen=OrganisationFactory(name="+1+1", org_id="GB-CHC-1234567"),
        amount=5,
    )
    [grant] = package_of(Decision.objects.all())["grants"]
    assert grant["title"] == formula
    headings, row = book_of(Decision.objects.all())["grants"].iter_rows()
    cells = {heading.value: cell for heading, cell in zip(headings, row, strict=True)}
    for title, value in (("Title", formula), ("Recipient Org:Name", "+1+1")):
        assert (cells[title].value, cells[title].data_type) == (value, "s")
        assert cells[title].quotePrefix


NAMES = st.text(min_size=1, max_size=60).filter(clean)


@given(title=st.text(), reason=st.text(), name=NAMES, is_individual=st.booleans())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_typed_it_is_valid_and_both_forms_agree(
    db, title, reason, name, is_individual
):
    decision = Decision(
        pk=1,
        area=Area(pk=1, name=name, slug="northfield"),
        chosen=Organisation(pk=2, name=name, is_individual=is_individual),
        kind=DecisionKind.GRANT,
        title=title,
        reason=reason,
        amount=Decimal(5),
        decided_on=datetime.date(2026, 5, 1),
    )
    [grant] = judged([decision])
    published_once = [Published(grant)]
    package = json.loads(b"".join(in_json(published_once, Package())))
    assert faults(package) == []
    book = load_workbook(io.BytesIO(b"".join(in_workbook(published_once, Package()))))
    headings, row = book["grants"].iter_rows(values_only=True)
    assert grant_of(headings, row) == package["grants"][0]


def test_ever_so_many_take_as_many_queries_as_few(programme):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            package_of(Decision.objects.order_by("-pk"))
        return len(captured)

    few = queries()
    for _ in range(20):
        DecisionFactory(area=AreaFactory(), chosen=OrganisationFactory(), amount=7)
    assert queries() == few == 7
