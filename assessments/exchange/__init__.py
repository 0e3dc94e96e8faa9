"""Questions in files of other programs: each format a pure module with its grammar at the top; importing ties them to the bank."""  # noqa: E501
