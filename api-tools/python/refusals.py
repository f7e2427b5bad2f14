"""Checks of Schemathesis's answers that only we can state."""

import schemathesis


@schemathesis.check
def refusal_tells_what_is_wrong(ctx, response, case):
    """A refusal has a code for programs and words for people; one of the input points to each fault."""
    if not 400 <= response.status_code < 500 or case.method == "HEAD":
        return
    problem = response.json()
    assert problem["status"] == response.status_code and problem["detail"], problem
    if problem["code"] in ("request.invalid", "request.unknown_name"):
        assert problem["errors"], problem
        assert all("pointer" in fault or "header" in fault for fault in problem["errors"]), problem
