// Show the OpenAPI document that the page names. Nothing leaves this machine: no validator is asked.
const place = document.getElementById("main");
SwaggerUIBundle({ domNode: place, url: place.dataset.document, validatorUrl: null });
