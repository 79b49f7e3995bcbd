// Show the OpenAPI document that the page names. Nothing leaves this machine: no validator is asked.
"use strict";

const place = document.getElementById("main");

// What Swagger UI leaves without a name, or out of the keyboard's reach.
const MENDING = {
  ".servers select": (one) => one.setAttribute("aria-label", "Server"),
  ".body-param textarea": (one) => one.setAttribute("aria-label", "Request body"),
  ".microlight": (one) => one.setAttribute("tabindex", "0"),
  "table[role=region]": (one) => one.removeAttribute("role"),
};

function mend() {
  for (const [selector, how] of Object.entries(MENDING)) place.querySelectorAll(selector).forEach(how);
}

new MutationObserver(mend).observe(place, { childList: true, subtree: true });
SwaggerUIBundle({ domNode: place, url: place.dataset.document, validatorUrl: null });
