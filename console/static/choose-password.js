// The code stands behind the hash sign of the link: a browser sends that to nobody.
"use strict";
const code = location.hash.slice(1);
if (code) {
  document.getElementById("link").value = code;
  history.replaceState(null, "", location.pathname);
  document.getElementById("password").focus();
}
