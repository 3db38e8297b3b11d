"""further maintenance

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-24 02:25:33.164992

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

SCOPE = (
    "asset_id IS NOT NULL OR model_id IS NOT NULL OR category_id IS NOT NULL "
    "OR location_id IS NOT NULL"
)
CHECKLISTS = """UPDATE maintenance_occurrence SET checklist_id = (
    SELECT checklist_id FROM maintenance_plan_revision
    WHERE maintenance_plan_revision.id = maintenance_occurrence.revision_id
)"""
"""What was handed out keeps the checklist that it was handed out with."""
AS_CALLED = """UPDATE part_used SET
    code = (SELECT code FROM part WHERE part.id = part_used.part_id),
    name_sw = (SELECT name_sw FROM part WHERE part.id = part_used.part_id),
    name_en = (SELECT name_en FROM part WHERE part.id = part_used.part_id),
    unit = (SELECT unit FROM part WHERE part.id = part_used.part_id)"""
"""What was used is called from now on as it is called today."""
OUTSTANDING = """INSERT INTO part_reservation
    (council_id, part_id, owner_kind, owner_id, reference, quantity, is_firm)
SELECT requisition.council_id, requisition_line.part_id, 'requisition', requisition.id,
    min(requisition.number), sum(requisition_line.quantity - requisition_line.issued), true
FROM requisition_line JOIN requisition ON requisition.id = requisition_line.requisition_id
WHERE requisition.state IN ('approved', 'partly', 'to_buy') AND requisition_line.part_id IS NOT NULL
    AND requisition_line.quantity > requisition_line.issued
GROUP BY requisition.council_id, requisition_line.part_id, requisition.id"""
"""What was approved and not issued is kept from now on."""


def upgrade():
    op.create_table('maintenance_plan_team',
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['maintenance_plan_revision.id'], name=op.f('fk_maintenance_plan_team_revision_id_maintenance_plan_revision')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_maintenance_plan_team_user_id_user_account')),
    sa.PrimaryKeyConstraint('revision_id', 'user_id', name=op.f('pk_maintenance_plan_team'))
    )
    with op.batch_alter_table('maintenance_occurrence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checklist_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('satisfied_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_maintenance_occurrence_checklist_id_checklist_template'), 'checklist_template', ['checklist_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_maintenance_occurrence_satisfied_by_id_maintenance_occurrence'), 'maintenance_occurrence', ['satisfied_by_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_occurrence_satisfied"), "satisfied_by_id IS NULL OR state = 'done_on_time'")
    op.execute(CHECKLISTS)

    with op.batch_alter_table('maintenance_plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('criticality', sa.SmallInteger(), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_scope"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_scope"), SCOPE + " OR criticality IS NOT NULL")
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_criticality"), "criticality BETWEEN 1 AND 3")

    with op.batch_alter_table('maintenance_plan_revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('start_policy', sa.Enum('next_nominal', 'from_in_service', name='startpolicy', native_enum=False, length=32), server_default='next_nominal', nullable=False))
        batch_op.add_column(sa.Column('vendor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('fee', sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite"), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('travels', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_maintenance_plan_revision_vendor_id_vendor'), 'vendor', ['vendor_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_revision_fee"), "fee >= 0 AND (fee = 0 OR vendor_id IS NOT NULL)")

    with op.batch_alter_table('year_plan_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vendor_cost', sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite"), server_default='0', nullable=False))

    op.create_table('part_reservation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('owner_kind', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('quantity', sa.Numeric(12, 3).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('is_firm', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_part_reservation_quantity')),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_part_reservation_council_id_council')),
    sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_part_reservation_part_id_part')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_reservation')),
    sa.UniqueConstraint('owner_kind', 'owner_id', 'part_id', name=op.f('uq_part_reservation_owner_kind_owner_id_part_id'))
    )
    with op.batch_alter_table('part_reservation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_part_reservation_part_id'), ['part_id'], unique=False)

    op.create_table('part_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('supplier_id', sa.Integer(), nullable=True),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('quantity', sa.Numeric(12, 3).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('received', sa.Numeric(12, 3).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
    sa.Column('ordered_on', sa.Date(), nullable=False),
    sa.Column('expected_on', sa.Date(), nullable=True),
    sa.Column('closed_why', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('expected_on IS NULL OR expected_on >= ordered_on', name=op.f('ck_part_order_days')),
    sa.CheckConstraint('quantity > 0 AND received >= 0', name=op.f('ck_part_order_quantity')),
    sa.ForeignKeyConstraint(['by_id'], ['user_account.id'], name=op.f('fk_part_order_by_id_user_account')),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_part_order_council_id_council')),
    sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_part_order_part_id_part')),
    sa.ForeignKeyConstraint(['supplier_id'], ['vendor.id'], name=op.f('fk_part_order_supplier_id_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_order'))
    )
    with op.batch_alter_table('part_order', schema=None) as batch_op:
        batch_op.create_index('ix_part_order_open', ['council_id', 'part_id'], unique=False)

    with op.batch_alter_table('stock_movement', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_stock_movement_reverses_id'), type_='unique')
        batch_op.create_index('ix_stock_movement_reverses', ['reverses_id'], unique=False)
        batch_op.create_index('uq_stock_movement_reversed', ['reverses_id'], unique=True, sqlite_where=sa.text("kind IN ('reversal', 'transfer_in')"), postgresql_where=sa.text("kind IN ('reversal', 'transfer_in')"))


    op.execute(OUTSTANDING)

    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('use_point', sa.Numeric(12, 3).with_variant(sa.BigInteger(), "sqlite"), server_default='0', nullable=False))

    with op.batch_alter_table('reminder_rule', schema=None) as batch_op:
        batch_op.add_column(sa.Column('roles', sa.JSON(), server_default='[]', nullable=False))

    with op.batch_alter_table('part_used', schema=None) as batch_op:
        batch_op.add_column(sa.Column('code', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('name_sw', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('name_en', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('unit', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('counter', sa.Integer(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_part_used_counter"), "counter > 0")


    op.execute(AS_CALLED)

    with op.batch_alter_table('year_plan_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('manner', sa.JSON(), server_default='{}', nullable=False))



def downgrade():
    with op.batch_alter_table('year_plan_line', schema=None) as batch_op:
        batch_op.drop_column('manner')

    with op.batch_alter_table('part_used', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_part_used_counter"), type_="check")
        batch_op.drop_column('counter')
        batch_op.drop_column('unit')
        batch_op.drop_column('name_en')
        batch_op.drop_column('name_sw')
        batch_op.drop_column('code')

    with op.batch_alter_table('reminder_rule', schema=None) as batch_op:
        batch_op.drop_column('roles')

    with op.batch_alter_table('part', schema=None) as batch_op:
        batch_op.drop_column('use_point')

    with op.batch_alter_table('stock_movement', schema=None) as batch_op:
        batch_op.drop_index('uq_stock_movement_reversed', sqlite_where=sa.text("kind IN ('reversal', 'transfer_in')"), postgresql_where=sa.text("kind IN ('reversal', 'transfer_in')"))
        batch_op.drop_index('ix_stock_movement_reverses')
        batch_op.create_unique_constraint(batch_op.f('uq_stock_movement_reverses_id'), ['reverses_id'])

    with op.batch_alter_table('part_order', schema=None) as batch_op:
        batch_op.drop_index('ix_part_order_open')

    op.drop_table('part_order')
    with op.batch_alter_table('part_reservation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_part_reservation_part_id'))

    op.drop_table('part_reservation')

    with op.batch_alter_table('year_plan_line', schema=None) as batch_op:
        batch_op.drop_column('vendor_cost')

    with op.batch_alter_table('maintenance_plan_revision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_revision_fee"), type_="check")
        batch_op.drop_constraint(batch_op.f('fk_maintenance_plan_revision_vendor_id_vendor'), type_='foreignkey')
        batch_op.drop_column('travels')
        batch_op.drop_column('fee')
        batch_op.drop_column('vendor_id')
        batch_op.drop_column('start_policy')

    with op.batch_alter_table('maintenance_plan', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_criticality"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_scope"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_scope"), SCOPE)
        batch_op.drop_column('criticality')

    with op.batch_alter_table('maintenance_occurrence', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_maintenance_occurrence_satisfied"), type_="check")
        batch_op.drop_constraint(batch_op.f('fk_maintenance_occurrence_satisfied_by_id_maintenance_occurrence'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_maintenance_occurrence_checklist_id_checklist_template'), type_='foreignkey')
        batch_op.drop_column('satisfied_by_id')
        batch_op.drop_column('checklist_id')

    op.drop_table('maintenance_plan_team')
