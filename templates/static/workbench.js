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

// A platform that takes its time is no broken page: beside the button stands that it is asked.
// What is gone soon would only flicker, and a download leaves the page where it is.
function showWaiting(button) {
  const told = document.createElement("span");
  told.className = "waiting";
  told.setAttribute("role", "status");
  button.after(told);
  setTimeout(() => {
    told.textContent = "Waiting for the answer…";
  }, 300);
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form.reveal")) {
    event.preventDefault();
    toggleToken(event.target);
  } else if (event.submitter && !event.target.action.includes("/exports/")) {
    showWaiting(event.submitter);
  }
});

window.addEventListener("pageshow", () => document.querySelectorAll(".waiting").forEach((one) => one.remove()));

// The timeline follows the session: exchanges of another tab, or of a request under way, appear
// here. They come rendered and masked.
const PARTS = ["walk", "tokens", "diagram", "findings", "older"];

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// The rest of the page is taken from a fresh one, unless somebody is at work in it.
async function refresh(ids) {
  const answer = await fetch("/", { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = parsed(await answer.text());
  for (const id of ids) {
    const [now, then] = [document.getElementById(id), fresh.getElementById(id)];
    if (now && then && !now.contains(document.activeElement)) now.replaceWith(document.adoptNode(then));
  }
  showEnd(document.querySelector(".sequence"));
}

// A long diagram scrolls in a box of its own: what has just happened is at its end.
function showEnd(box) {
  if (box) box.scrollTop = box.scrollHeight;
}

function grow(svg, arrow, row) {
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const drawn = parsed(`<svg>${arrow}</svg>`).querySelector("a");
  drawn.setAttribute("transform", `translate(0 ${height - 64})`);
  svg.append(document.adoptNode(drawn));
  svg.setAttribute("viewBox", [x, y, width, height + row].join(" "));
  for (const lane of svg.querySelectorAll(".lane")) lane.setAttribute("y2", height + row);
  showEnd(svg.closest(".sequence"));
}

// However long somebody looks, the page holds as many exchanges as the server would send; a full
// diagram waits for the fresh one.
function add(trace, told) {
  const most = Number(trace.dataset.most);
  trace.prepend(document.adoptNode(parsed(`<ol>${told.exchange}</ol>`).querySelector("li")));
  while (trace.children.length > most) trace.lastElementChild.remove();
  trace.dataset.newest = told.number;
  const svg = document.querySelector(".sequence svg");
  if (svg && svg.querySelectorAll(".arrow").length < most) grow(svg, told.arrow, told.row);
}

function follow() {
  const trace = document.querySelector(".trace");
  const newest = trace ? trace.dataset.newest : "0";
  if (newest === "") return null; // an older part of a long timeline
  const events = new EventSource(`/events?after=${newest}`);
  let waiting = 0;
  events.addEventListener("exchange", (event) => {
    const told = JSON.parse(event.data);
    const place = document.querySelector(".trace");
    if (place && Number(place.dataset.newest) < told.number) add(place, told);
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh(place ? PARTS : ["walk", "seen"]), 150);
  });
  return events;
}

showEnd(document.querySelector(".sequence"));

// A browser has few connections for a server: a page that nobody sees gives its own back.
let events = follow();
document.addEventListener("visibilitychange", () => {
  if (document.hidden && events) {
    events.close();
    events = null;
  } else if (!document.hidden && !events) {
    events = follow();
  }
});
window.addEventListener("pagehide", () => events && events.close());
