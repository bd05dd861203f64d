"""Each alert fires where it should, is silent where all is well, and asks for metrics we have."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from ivr.metrics import REGISTRY

ROOT = Path(__file__).parent.parent
RULES = ROOT / "deploy" / "prometheus" / "alerts.yml"
DASHBOARD = ROOT / "deploy" / "grafana" / "meeting-line.json"
PROMTOOL = "promtool"

ALERTS: dict[str, dict[str, Any]] = {
    rule["alert"]: rule
    for group in yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
}

A, B = 'instance="a:8000"', 'instance="b:8000"'

WELL = {
    f'up{{job="line",{A}}}': "1",
    f"ivr_answers_failed_total{{{A}}}": "3",
    f'ivr_webhook_seconds_bucket{{{A},node="greeting",le="0.005"}}': "0+60",
    f'ivr_webhook_seconds_bucket{{{A},node="greeting",le="1"}}': "0+60",
    f'ivr_webhook_seconds_bucket{{{A},node="greeting",le="5"}}': "0+60",
    f'ivr_webhook_seconds_bucket{{{A},node="greeting",le="+Inf"}}': "0+60",
    f"ivr_snapshot_meetings{{{A}}}": "800",
    f"ivr_snapshot_meetings{{{B}}}": "800",
    f"ivr_snapshot_age_seconds{{{A}}}": "60+60",
    f"ivr_snapshot_age_seconds{{{B}}}": "60+60",
    f'ivr_calls_begun_total{{{A},number="other"}}': "0+1",
    f'ivr_webhooks_total{{{A},node="greeting"}}': "0+60",
    f'ivr_webhooks_refused_total{{{A},signature="none"}}': "0+1",
    f'ivr_webhooks_refused_total{{{A},signature="wrong"}}': "0+1",
    f'ivr_calls_onward_total{{{A},result="refused"}}': "4",
    f'ivr_calls_onward_total{{{A},result="connected"}}': "0+1",
    f"ivr_redis_up{{{A}}}": "1",
    f"ivr_redis_memory_bytes{{{A}}}": "90000000",
    f"ivr_redis_memory_limit_bytes{{{A}}}": "0",
    f"ivr_redis_saves{{{A}}}": "1",
    f'ivr_queue_workers{{{A},queue="room"}}': "1",
    f'ivr_queue_workers{{{A},queue="audio"}}': "1",
    f'ivr_queue_oldest_seconds{{{A},queue="room"}}': "2",
    f'ivr_queue_oldest_seconds{{{A},queue="schedule"}}': "600",
    f'ivr_queue_failed{{{A},queue="room"}}': "1",
    f"ivr_cron_up{{{A}}}": "1",
    f"ivr_carrier_requests_total{{{A}}}": "0+60",
    f'ivr_carrier_errors_total{{{A},kind="away"}}': "0+1",
    f'ivr_carrier_errors_total{{{A},kind="early"}}': "0+40",
    f'ivr_carrier_errors_total{{{A},kind="key"}}': "2",
    f"ivr_web_started_timestamp_seconds{{{A}}}": "100",
    f'ivr_list_age_seconds{{{A},list="upstate"}}': "3600",
    f'ivr_list_patience_seconds{{{A},list="upstate"}}': "21600",
    f"ivr_rota_refused{{{A}}}": "0",
    f"ivr_rota_uncovered_hours{{{A}}}": "0",
    f"ivr_recordings_away{{{A}}}": "0",
    f"ivr_forget_oldest_seconds{{{A}}}": "600",
    f"ivr_forget_oldest_deleted_seconds{{{A}}}": "80000",
    f"ivr_forget_sweep_seconds{{{A}}}": "3000",
    f"ivr_forget_held{{{A}}}": "0",
    f"ivr_data_writable{{{A}}}": "1",
    f"ivr_data_free_bytes{{{A}}}": "9000000000",
    f"ivr_web_memory_most_bytes{{{A}}}": "150000000",
    f"ivr_web_open_files{{{A}}}": "300",
    f"ivr_web_open_files_limit{{{A}}}": "1024",
    f"ivr_clock_skew_seconds{{{A}}}": "-0.2",
    f"ivr_cost_today{{{A}}}": "4",
    f"ivr_cost_month{{{A}}}": "60",
    f"ivr_budget_day{{{A}}}": "10",
    f"ivr_budget_month{{{A}}}": "200",
}
"""What a line tells that is well, minute by minute: a value, or from what it grows by how much."""

NOTHING = ""

ILL: dict[str, Mapping[str, str]] = {
    "LineDown": {f'up{{job="line",{A}}}': "0"},
    "LineGone": {f'up{{job="line",{A}}}': NOTHING},
    "AnswersFail": {f"ivr_answers_failed_total{{{A}}}": "0+1"},
    "AnswersSlow": {
        f'ivr_webhook_seconds_bucket{{{A},node="greeting",le="0.005"}}': "0+30",
        f'ivr_webhook_seconds_bucket{{{A},node="greeting",le="1"}}': "0+50",
    },
    "NothingToTell": {f"ivr_snapshot_meetings{{{A}}}": "0"},
    "NobodyCalls": {f'ivr_calls_begun_total{{{A},number="other"}}': "0+1x1000 1000"},
    "SignatureWrong": {
        f'ivr_webhooks_refused_total{{{A},signature="wrong"}}': "0+1",
        f'ivr_webhooks_total{{{A},node="greeting"}}': NOTHING,  # a restart, and none since
    },
    "UnsignedRequests": {f'ivr_webhooks_refused_total{{{A},signature="none"}}': "0+60"},
    "ConnectionsRefused": {f'ivr_calls_onward_total{{{A},result="refused"}}': "0+1"},
    "RedisAway": {f"ivr_redis_up{{{A}}}": "0"},
    "RedisFull": {f"ivr_redis_memory_limit_bytes{{{A}}}": "95000000"},
    "RedisSavesNot": {f"ivr_redis_saves{{{A}}}": "0"},
    "WorkerGone": {f'ivr_queue_workers{{{A},queue="room"}}': "0"},
    "RefreshWorkerGone": {f'ivr_queue_workers{{{A},queue="audio"}}': "0"},
    "CronGone": {f"ivr_cron_up{{{A}}}": "0"},
    "QueueLate": {f'ivr_queue_oldest_seconds{{{A},queue="room"}}': "130"},
    "JobsFail": {f'ivr_queue_failed{{{A},queue="room"}}': "6"},
    "CarrierFails": {f'ivr_carrier_errors_total{{{A},kind="away"}}': "0+20"},
    "CarrierRefusesTheKey": {f'ivr_carrier_errors_total{{{A},kind="key"}}': "0+1"},
    "ProcessesRestart": {f"ivr_web_started_timestamp_seconds{{{A}}}": "0+60"},
    "ListOld": {f'ivr_list_age_seconds{{{A},list="upstate"}}': "21700"},
    "ListNeverRead": {f'ivr_list_age_seconds{{{A},list="upstate"}}': NOTHING},
    "SnapshotOld": {
        f"ivr_snapshot_age_seconds{{{A}}}": "2700000+60",
        f"ivr_snapshot_age_seconds{{{B}}}": "2700000+60",
    },
    "SnapshotsDiffer": {f"ivr_snapshot_age_seconds{{{B}}}": "900+60"},
    "RotaRefused": {f"ivr_rota_refused{{{A}}}": "1"},
    "RotaGapSoon": {f"ivr_rota_uncovered_hours{{{A}}}": "2"},
    "RecordingsAway": {f"ivr_recordings_away{{{A}}}": "1"},
    "ErasureLate": {f"ivr_forget_oldest_seconds{{{A}}}": "90000"},
    "ErasureUnproven": {f"ivr_forget_oldest_deleted_seconds{{{A}}}": "1300000"},
    "SweepLate": {f"ivr_forget_sweep_seconds{{{A}}}": "11000"},
    "ErasureHeld": {
        f"ivr_forget_held{{{A}}}": "1",
        f"ivr_forget_oldest_seconds{{{A}}}": "90000",  # which then is as was wanted
    },
    "DiskFull": {f"ivr_data_writable{{{A}}}": "0"},
    "DiskSoonFull": {f"ivr_data_free_bytes{{{A}}}": "100000000"},
    "MemoryHigh": {f"ivr_web_memory_most_bytes{{{A}}}": "1200000000"},
    "FilesHigh": {f"ivr_web_open_files{{{A}}}": "900"},
    "ClockWrong": {f"ivr_clock_skew_seconds{{{A}}}": "-3600"},
    "DayBudgetNear": {f"ivr_cost_today{{{A}}}": "9"},
    "DayBudgetSpent": {f"ivr_cost_today{{{A}}}": "11"},
    "MonthBudgetNear": {f"ivr_cost_month{{{A}}}": "170"},
    "MonthBudgetSpent": {f"ivr_cost_month{{{A}}}": "210"},
}
"""Of each alert, what is otherwise when it fires."""

TOO = {"DayBudgetSpent": "DayBudgetNear", "MonthBudgetSpent": "MonthBudgetNear"}
"""What fires beside it, by its nature."""

MINUTES = 80
"""Of what is told; an alert waits for an hour at most."""

LONGER = {"NobodyCalls": 1000 + 1440 + 70}
"""… but for what is only seen in days."""


def told(values: str, minutes: int) -> str:
    """As promtool writes a series of so many minutes."""
    if values == NOTHING:
        return "_"
    first, _, rest = values.partition(" ")
    growing = first if "x" in first else f"{first}{'' if '+' in first else '+0'}x"
    if rest:
        return f"{first} {rest}+0x{minutes}"
    return f"{growing}{minutes}"


def case(name: str, ill: Mapping[str, str], firing: list[str]) -> dict[str, Any]:
    minutes = LONGER.get(name, MINUTES)
    return {
        "interval": "1m",
        "input_series": [
            {"series": series, "values": told(values, minutes)}
            for series, values in {**WELL, **ill}.items()
        ],
        "promql_expr_test": [
            {
                "expr": 'count by (alertname) (ALERTS{alertstate="firing"})',
                "eval_time": f"{minutes}m",
                "exp_samples": [
                    {"labels": f'{{alertname="{each}"}}', "value": 1} for each in sorted(firing)
                ],
            }
        ],
    }


def promtool(*arguments: str, cwd: Path = ROOT) -> str:
    """What it says when it finds fault; "" when it does not."""
    if shutil.which(PROMTOOL) is None:
        missing = "promtool is missing: apt-get install prometheus."
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    run = subprocess.run(
        [PROMTOOL, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr


def test_each_alert_fires_alone_and_none_does_where_all_is_well(tmp_path: Path) -> None:
    assert list(ILL) == list(ALERTS)
    cases = [case("", {}, [])]
    for name, ill in ILL.items():
        cases.append(case(name, ill, [name, TOO[name]] if name in TOO else [name]))
    few = {f'ivr_calls_begun_total{{{A},number="other"}}': "0+1x38 38"}
    cases.append(case("NobodyCalls", few, []))  # for whom a day without calls is like others
    file = tmp_path / "alerts_test.yml"
    rules = {"rule_files": [str(RULES)], "evaluation_interval": "5m", "tests": cases}
    file.write_text(json.dumps(rules))  # which is YAML
    assert promtool("test", "rules", str(file)) == ""


def test_prometheus_takes_rules_and_configuration() -> None:
    assert promtool("check", "rules", str(RULES)) == ""
    folder = RULES.parent
    assert promtool("check", "config", "--syntax-only", str(folder / "prometheus.yml")) == ""


def test_an_alert_says_how_bad_it_is_and_what_to_do() -> None:
    severities = {rule["labels"]["severity"] for rule in ALERTS.values()}
    assert severities == {"critical", "warning", "info"}
    for rule in ALERTS.values():
        assert list(rule["annotations"]) == ["summary", "description"]
        assert all(text.endswith(".") for text in rule["annotations"].values())


def test_each_alert_is_in_the_document_with_what_to_do() -> None:
    document = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    rows = [
        f"| `{name}` | {rule['labels']['severity']} | {rule['annotations']['description']} |"
        for name, rule in ALERTS.items()
    ]
    assert [row for row in rows if row not in document] == []


SERIES = re.compile(r"\b((?:ivr|up|ALERTS)(?:_[a-z]+)*)\b(?:\{([^}]*)\})?")
GROUPED = re.compile(r"\b(?:by|on) \(([^)]*)\)")

PROMETHEUS = {"up": {"job", "instance"}, "ALERTS": {"alertname", "alertstate", "severity"}}
"""What Prometheus itself tells of each target, and the labels that it puts to all else."""


@cache
def ours() -> dict[str, set[str]]:
    """Each series that /metrics may have, and its labels."""
    found = dict(PROMETHEUS)
    for collector in list(REGISTRY._collector_to_names):
        for metric in collector.collect():
            named: Any = collector if hasattr(collector, "_labelnames") else metric
            labels = {*named._labelnames, *PROMETHEUS["up"]}
            for suffix in SUFFIXES.get(metric.type, ("",)):
                found[metric.name + suffix] = labels | ({"le"} if suffix == "_bucket" else set())
    return found


SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}


def unknown(query: str) -> list[str]:
    """The series in a query, and the labels, that no line tells."""
    series = SERIES.findall(re.sub(r'"[^"]*"', '""', query))
    assert series, query
    wrong = [name for name, _ in series if name not in ours()]
    known = {label for name, _ in series for label in ours().get(name, ())}
    for name, matchers in series:
        labels = re.findall(r"([a-z_]+)\s*[=!]", matchers)
        wrong += [f"{name}.{label}" for label in labels if label not in ours().get(name, ())]
    for group in GROUPED.findall(query):
        wrong += [label for label in re.findall(r"[a-z_]+", group) if label not in known]
    return wrong


def queries(part: Any) -> Iterator[str]:
    """All `expr` of a dashboard, at any depth."""
    if isinstance(part, dict):
        yield from (part[name] for name in part if name == "expr")
        yield from (query for each in part.values() for query in queries(each))
    elif isinstance(part, list):
        yield from (query for each in part for query in queries(each))


def of_dashboard() -> list[str]:
    found = list(queries(json.loads(DASHBOARD.read_text(encoding="utf-8"))))
    return [query.replace("$__rate_interval", "5m").replace("$__range", "1h") for query in found]


def test_alerts_and_dashboard_ask_for_what_a_line_tells() -> None:
    asked = [rule["expr"] for rule in ALERTS.values()] + of_dashboard() + list(WELL)
    assert {query: wrong for query in asked if (wrong := unknown(query))} == {}


def test_prometheus_understands_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": "asked", "expr": query} for query in dict.fromkeys(of_dashboard())]
    assert len(rules) > 20
    groups = [{"name": str(i), "rules": [rule]} for i, rule in enumerate(rules)]
    (tmp_path / "asked.yml").write_text(json.dumps({"groups": groups}))
    assert promtool("check", "rules", str(tmp_path / "asked.yml")) == ""


def test_each_metric_is_watched() -> None:
    """By the dashboard or by an alert: what nobody looks at need not be counted."""
    asked = {
        name
        for query in [rule["expr"] for rule in ALERTS.values()] + of_dashboard()
        for name, _ in SERIES.findall(query)
    }
    metrics = {metric.name for metric in REGISTRY.collect()}
    seen = {name.removesuffix(suffix) for name in asked for suffix in ("_total", "_bucket", "_x")}
    assert sorted(metrics - seen) == []
