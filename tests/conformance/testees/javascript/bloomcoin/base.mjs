// base: how an input is refused (spec/base.md).

/** Thrown when an input breaks a rule: it has the id of the first broken one in normative order (BAS-2). */
export class Refusal extends Error {
  constructor(rule) {
    super(rule);
    this.rule = rule;
  }
}

export function refuseIf(broken, rule) {
  if (broken) throw new Refusal(rule);
}

/** The rule that `check` refuses for, or null. */
export function refusalOf(check) {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.rule;
    throw error;
  }
}
