// What a window is asked by `scripts/measures/felt.py`: when the headline came, when the map's picture changed.
(function () {
  "use strict";

  var PATIENCE_MS = 30000;
  var pictures = []; // when the picture changed, since the page was asked for

  function now() {
    return Math.round(performance.now() * 10) / 10;
  }

  /** Resolve once an element of the page makes this true. */
  function until(found) {
    return new Promise(function (resolve, reject) {
      if (found()) {
        resolve(now());
        return;
      }
      var watch = new MutationObserver(function () {
        if (found()) {
          watch.disconnect();
          resolve(now());
        }
      });
      watch.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["src"] });
      setTimeout(function () {
        watch.disconnect();
        reject(new Error("Nothing changed within " + PATIENCE_MS + " ms."));
      }, PATIENCE_MS);
    });
  }

  function painted() {
    return new Promise(function (resolve) {
      requestAnimationFrame(function () {
        requestAnimationFrame(function () {
          resolve(now());
        });
      });
    });
  }

  function picture() {
    var image = document.querySelector("img.cells");
    return image && image.src;
  }

  function isDrawn(source) {
    return Boolean(source) && source.indexOf("data:image/gif") !== 0; // what a layer shows before it has something
  }

  /** Move a slider as a hand does; React listens to the element's own setter. */
  function put(slider, value) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(slider, value);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }

  var headline = until(function () {
    return document.querySelector("#hotspots-headline p");
  });

  window.felt = {
    /** Milliseconds from the request for the page to its headline. */
    headline: function () {
      return headline;
    },

    ready: function () {
      return until(function () {
        return isDrawn(picture());
      });
    },

    /** Milliseconds from a move to another picture, and to its paint. */
    move: async function (id, value) {
      var before = picture();
      var began = now();
      put(document.getElementById(id), value);
      var changed = await until(function () {
        return picture() !== before;
      });
      return { changed: changed - began, painted: (await painted()) - began };
    },

    /** Move a slider through values, one each `step` milliseconds; return when pictures changed, since the first. */
    drag: async function (id, values, step) {
      var slider = document.getElementById(id);
      var began = now();
      var watch = new MutationObserver(function () {
        pictures.push(now() - began);
      });
      pictures = [];
      watch.observe(document.querySelector("img.cells"), { attributes: true, attributeFilter: ["src"] });
      for (var value of values) {
        put(slider, value);
        await new Promise(function (resolve) {
          setTimeout(resolve, step);
        });
      }
      watch.disconnect();
      return { pictures: pictures, lasted: now() - began };
    },
  };
})();
