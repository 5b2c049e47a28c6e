// Elements that Dash does not look at (`dashboard/components/drawn.py`): React draws them, a click says what was clicked.
(function () {
  "use strict";

  /** Turn what Dash writes of a component of plain HTML into an element. */
  function draw(part) {
    if (part === null || typeof part !== "object") {
      return part;
    }
    if (Array.isArray(part)) {
      return React.createElement.apply(null, [React.Fragment, null].concat(part.map(draw)));
    }
    var props = Object.assign({}, part.props);
    delete props.children;
    if (typeof props.id === "object") {
      props.id = window.dash_component_api.stringifyId(props.id);
    }
    var children = [].concat(part.props.children === undefined ? [] : part.props.children);
    return React.createElement.apply(null, [part.type.toLowerCase(), props].concat(children.map(draw)));
  }

  function Drawn(props) {
    var drawn = React.useMemo(
      function () {
        return draw(props.parts);
      },
      [props.parts],
    );
    function click(event) {
      var button = event.target.closest("button[id]");
      if (button) {
        props.setProps({ clicked: { id: JSON.parse(button.id), at: Date.now() } });
      }
    }
    return React.createElement("div", { id: props.id, onClick: click }, drawn);
  }

  window.patroliq_components = Object.assign({}, window.patroliq_components, { Drawn: Drawn });
})();
