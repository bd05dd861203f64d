"""What is answered about the account: its own record, its money, its profiles, where it dials."""

from tests.rest.asking import Answer, Asking
from tests.rest.shape import ACCOUNT, Json, iso8601


def fetch_account(asking: Asking) -> Answer:
    return 200, asking.records.account.show()


def fetch_balance(asking: Asking) -> Answer:
    balance = asking.records.account.balance
    return 200, {"account_sid": ACCOUNT, "balance": balance, "currency": "USD"}


def list_profiles(asking: Asking) -> Answer:
    """All on one page: an account has few."""
    account, wanted = asking.records.account, asking.query.get("Status", "")
    found = [
        _profile(asking, number, policy, status)
        for number, (policy, status) in enumerate(account.profiles)
        if wanted in ("", status)
    ]
    url = asking.base + asking.path
    meta: Json = {
        "first_page_url": url,
        "key": "results",
        "next_page_url": None,
        "page": 0,
        "page_size": 50,
        "previous_page_url": None,
        "url": url,
    }
    return 200, {"results": found, "meta": meta}


def _profile(asking: Asking, number: int, policy: str, status: str) -> Json:
    sid = f"BU{number:032x}"
    made = iso8601(asking.records.account.made)
    return {
        "account_sid": ACCOUNT,
        "date_created": made,
        "date_updated": made,
        "email": "someone@example.org",
        "errors": None,
        "friendly_name": "Someone's profile",
        "links": {},
        "policy_sid": policy,
        "sid": sid,
        "status": status,
        "status_callback": None,
        "url": f"{asking.base}{asking.path}/{sid}",
        "valid_until": None,
    }


def fetch_country(asking: Asking) -> Answer:
    country = asking.names["country"]
    if country not in asking.records.account.dialled:
        raise asking.not_found()
    ordinary, fraud = asking.records.account.dialled[country]
    return 200, {
        "continent": "NORTH_AMERICA",
        "country_codes": ["+1"],
        "high_risk_special_numbers_enabled": False,
        "high_risk_tollfraud_numbers_enabled": fraud,
        "iso_code": country,
        "links": {},
        "low_risk_numbers_enabled": ordinary,
        "name": country,
        "url": asking.base + asking.path,
    }
