// input[data-password] gets a button that shows what was typed; phones type passwords blindly otherwise.
document.querySelectorAll("input[data-password]").forEach((input) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-password";
  const say = () => {
    const shown = input.type === "text";
    button.textContent = shown ? "隐藏" : "显示";
    button.setAttribute("aria-label", shown ? "隐藏密码" : "显示密码");
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text";
    say();
    input.focus();
  });
  say();
  input.parentElement.classList.add("has-show");
  input.parentElement.append(button);
  if (input.form) input.form.addEventListener("submit", () => { input.type = "password"; say(); });
});
