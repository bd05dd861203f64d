"""The operators' pages: server-rendered, behind a sign-in, in a browser of any age."""
