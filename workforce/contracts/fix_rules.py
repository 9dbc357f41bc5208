"""The rules of fix files: what they changed of a source, told line by line."""

from workforce.contracts.rule import DATA, Rule

FIX_RULES = (
    Rule(
        "corrected_row",
        "info",
        "The row was corrected by a fix file; value names the columns. The source itself was not changed.",
        "Nothing to do for this build; correct the row in its own system too, or the next export brings it back.",
        why="What is counted here is not what the system holds.",
    ),
    Rule(
        "left_out_by_fix",
        "info",
        "The row is left out on purpose: a fix file asks for it, with the reason in value.",
        "Nothing to do for this build; remove the row in its own system too, or keep the fix file.",
        True,
        why="Whoever wrote the fix file decided that the row belongs in no figure.",
    ),
    Rule(
        "fix_out_of_date",
        "warning",
        "The row is not the one that the fix file was written for, so it is not corrected; value says where the fix "
        "stands.",
        "Write the fix files again with workforce fixes, and copy the correction if it is still due.",
        why="The file has changed since: another row may stand on the line, and a correction meant for one would spoil "
        "the other.",
        owner=DATA,
    ),
)
