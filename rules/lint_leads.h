// The linter's part that looks at leads.yaml and plans.yaml.
#pragma once

#include "rules/condition_check.h"
#include "rules/lint_findings.h"

namespace tenderlead::rules {

void lint_leads(const RuleBook& book, const LintContext& context, LintFindings& findings);

}  // namespace tenderlead::rules
