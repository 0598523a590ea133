(function () {
  "use strict";
  var own = document.documentElement.dataset.stamp;
  var lost = document.getElementById("lost");
  function look() {
    if (document.hidden) { return; }
    fetch("/changed", { cache: "no-store" }).then(function (answer) { return answer.text(); }).then(function (now) {
      lost.hidden = true;
      if (now !== own) { location.reload(); }
    }).catch(function () { lost.hidden = false; });
  }
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = "Copy"; }, 2000);
      });
    });
  });
}());
