// What the page can do beyond links and forms. Without this file everything still works.
"use strict";

// A token is fetched when it is asked for; it is never part of the page that the server sends.
async function toggleToken(form) {
  const place = document.getElementById(form.dataset.shows);
  const button = form.querySelector("button");
  if (form.dataset.masked) {
    place.textContent = form.dataset.masked;
    delete form.dataset.masked;
    button.textContent = "Reveal";
    return;
  }
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) {
    form.submit();
    return;
  }
  form.dataset.masked = place.textContent;
  place.textContent = await answer.text();
  button.textContent = "Hide";
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form.reveal")) {
    event.preventDefault();
    toggleToken(event.target);
  }
});
