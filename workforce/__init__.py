"""Workforce stability and caseload measures of a children's services department."""
