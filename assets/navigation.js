// The menu of the pages: marks the page that is shown, opens and closes its groups.
(function () {
  "use strict";

  function openers() {
    return Array.from(document.querySelectorAll(".navigation [aria-expanded]"));
  }

  function isOpen(opener) {
    return opener.getAttribute("aria-expanded") === "true";
  }

  function setOpen(opener, open) {
    opener.setAttribute("aria-expanded", String(open));
  }

  /** Close what does not hold the given element. */
  function closeBeside(element) {
    openers().forEach(function (opener) {
      if (isOpen(opener) && !(element && opener.parentElement.contains(element))) {
        setOpen(opener, false);
      }
    });
  }

  document.addEventListener("click", function (event) {
    var opener = event.target.closest(".navigation [aria-expanded]");
    var link = event.target.closest(".nav-page");
    var isFollowed = link && !(event.ctrlKey || event.metaKey || event.shiftKey);
    closeBeside(isFollowed ? null : event.target);
    if (opener) {
      setOpen(opener, !isOpen(opener));
    } else if (isFollowed) {
      document.querySelector("main").focus({ preventScroll: true }); // the link may be hidden now
    }
  });

  document.addEventListener("focusout", function (event) {
    if (event.relatedTarget && event.target.closest(".navigation")) {
      closeBeside(event.relatedTarget);
    }
  });

  // Before other listeners, so that Escape closes one thing at a time.
  document.addEventListener(
    "keydown",
    function (event) {
      var open = openers().filter(isOpen).pop();
      if (event.key === "Escape" && open) {
        event.stopPropagation();
        setOpen(open, false);
        open.focus();
      }
    },
    true,
  );

  var functions = {
    /** Mark the link to the present page, and say its title where the link is out of sight. */
    markPage: function (path) {
      var present = null;
      document.querySelectorAll(".nav-page").forEach(function (link) {
        if (link.pathname === path) {
          present = link;
          link.setAttribute("aria-current", "page");
        } else {
          link.removeAttribute("aria-current");
        }
      });
      openers().forEach(function (opener) {
        var leadsThere = present && opener.parentElement.contains(present);
        opener.querySelector(".nav-here").textContent = leadsThere ? present.textContent : "";
      });
    },
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.navigation = Object.assign({}, window.dash_clientside.navigation, functions);
})();
