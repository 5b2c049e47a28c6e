// What is heavy to load is put in its place once that comes near the view (`dashboard/components/near.py`).
(function () {
  "use strict";

  var EDGE = { rootMargin: "0px 0px -15% 0px" }; // what only peeks in, as while the page fills, is not in view

  function Near(props) {
    var room = React.useRef(null);
    var state = React.useState(false);
    var isNear = state[0];
    var setNear = state[1];
    React.useEffect(
      function () {
        if (isNear) {
          return undefined;
        }
        var watch = new IntersectionObserver(function (entries) {
          if (
            entries.some(function (entry) {
              return entry.isIntersecting;
            })
          ) {
            watch.disconnect();
            setNear(true);
            props.setProps({ near: true });
          }
        }, EDGE);
        watch.observe(room.current);
        return function () {
          watch.disconnect();
        };
      },
      [isNear],
    );
    return isNear ? props.children : React.createElement("div", { ref: room, className: props.className, style: props.style });
  }

  window.patroliq_components = Object.assign({}, window.patroliq_components, { Near: Near });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.near = {
    /** What is asked for a part of the page, once that is there. */
    ask: function (params, near) {
      return params && near ? params : window.dash_clientside.no_update;
    },
  };
})();
