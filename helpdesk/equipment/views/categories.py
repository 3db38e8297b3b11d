"""Pages of categories of devices, and of what is asked about each."""

from collections.abc import Callable

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from helpdesk.equipment import forms, labels, permissions, queries, rules, services
from helpdesk.equipment.models import AssetCategory
from helpdesk.equipment.rules.categories import DEEPEST
from helpdesk.equipment.views.blueprint import bp
from helpdesk.infra.access import current_actor, requires
from helpdesk.infra.i18n import named
from helpdesk.infra.notices import done


@bp.get("/equipment/categories")
@requires(permissions.SET_CATEGORIES)
def list_categories() -> ResponseReturnValue:
    tree = queries.category_tree(current_actor())
    return render_template("equipment/list_categories.html", tree=tree, labels=labels)


@bp.route("/equipment/categories/new", methods=["GET", "POST"])
@requires(permissions.SET_CATEGORIES)
def new_category() -> ResponseReturnValue:
    actor, form = current_actor(), forms.NewCategoryForm()
    form.offer(queries.category_tree(actor))
    if form.validate_on_submit() and _kept(
        form, lambda: services.add_category(form.code.data or "", form.facts, actor=actor)
    ):
        done(_("%(name)s can now be chosen.", name=named(form.facts)))
        return redirect(url_for(".list_categories"), code=303)
    return render_template("equipment/new_category.html", form=form), form.status


@bp.route("/equipment/categories/<int:kind_id>/edit", methods=["GET", "POST"])
@requires(permissions.SET_CATEGORIES)
def change_category(kind_id: int) -> ResponseReturnValue:
    actor = current_actor()
    category = queries.category_or_404(kind_id, actor=actor)
    form = forms.ChangeCategoryForm(category)
    form.offer(queries.category_tree(actor), category)
    if form.validate_on_submit() and _kept(
        form, lambda: services.change_category(category, form.facts, actor=actor)
    ):
        done(_("Changes have been saved."))
        return redirect(url_for(".list_categories"), code=303)
    page = render_template(
        "equipment/change_category.html",
        form=form,
        category=category,
        fields=queries.fields_for(category.id, actor=actor),
        labels=labels,
    )
    return page, form.status


def _kept(
    form: forms.NewCategoryForm | forms.ChangeCategoryForm, keep: Callable[[], object]
) -> bool:
    """Keep what the form says, or write into it what the tree of types forbids."""
    try:
        keep()
    except rules.CategoryCodeTakenError:
        form.refuse("code", _("There is a type of this code already."))
    except rules.CategoryCycleError:
        form.refuse("parent_id", _("It cannot stand under itself or under what is below it."))
    except rules.TooDeepError:
        form.refuse("parent_id", _("Types stand at most %(most)d levels deep.", most=DEEPEST))
    except rules.CategoryRetiredError:
        form.refuse("parent_id", _("This type is retired: nothing in use can stand under it."))
    except rules.CategoryInUseError:
        form.refuse("is_active", _("Retire the types below it first, or move them."))
    else:
        return True
    return False


@bp.route("/equipment/categories/<int:kind_id>/fields/new", methods=["GET", "POST"])
@requires(permissions.SET_CATEGORIES)
def new_field(kind_id: int) -> ResponseReturnValue:
    actor = current_actor()
    category = queries.category_or_404(kind_id, actor=actor)
    form = forms.NewFieldForm()
    form.offer(queries.fields_for(category.id, actor=actor))
    if form.validate_on_submit():
        services.add_field(category, form.facts, actor=actor)
        done(_("“%(field)s” is now asked.", field=named(form.facts)))
        return _back_to(category)
    page = render_template("equipment/new_field.html", form=form, category=category)
    return page, form.status


@bp.route("/equipment/category-fields/<int:field_id>/edit", methods=["GET", "POST"])
@requires(permissions.SET_CATEGORIES)
def change_field(field_id: int) -> ResponseReturnValue:
    actor = current_actor()
    field = queries.field_or_404(field_id, actor=actor)
    form = forms.ChangeFieldForm(field)
    form.offer(queries.fields_for(field.category_id, actor=actor), field)
    if form.validate_on_submit():
        try:
            services.change_field(field, form.facts, actor=actor)
            done(_("Changes have been saved."))
            return _back_to(field.category)
        except rules.FieldKindFixedError:
            form.refuse("kind", _("Devices answer this already, so it stays of its kind."))
    return render_template("equipment/change_field.html", form=form, field=field), form.status


def _back_to(category: AssetCategory) -> ResponseReturnValue:
    return redirect(url_for(".change_category", kind_id=category.id), code=303)
